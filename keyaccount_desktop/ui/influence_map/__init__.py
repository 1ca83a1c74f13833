"""The influence map (采购分析图) in the window: scene, view, tools, side panel, page, paper."""
