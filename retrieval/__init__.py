"""Which words of which documents answer this question?"""
