"""What do we say to this message, to whom, and how does it look?"""
