"""How does text become terms? Folding, segmentation and stemming, the same for passages and questions."""
