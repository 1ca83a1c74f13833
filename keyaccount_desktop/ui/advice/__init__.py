"""The method beside a person: advice that fits them now, in words that can be changed."""
