"""Facts edited in place: lines, grids of them, the editor for each kind, the evidence.

Pages use ``FactGrid`` and ``FactField``; whoever takes a page away calls ``commit_pending`` first.
"""

from keyaccount_desktop.ui.fields.fact_field import FactField
from keyaccount_desktop.ui.fields.fact_grid import FactGrid
from keyaccount_desktop.ui.fields.pending import commit_pending

__all__ = ["FactField", "FactGrid", "commit_pending"]
