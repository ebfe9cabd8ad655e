"""Communities: the one container, its members, and the ways in.

A *role* is what a member may do; *audience* is who may see a community; *joining* is how one becomes a
member.
"""
