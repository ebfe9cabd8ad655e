"""The look of the house: templates, template tags, form fields and the built bundle.

*Shell* is the frame of a page; a *component* is one shape, in one partial; an *asset* is a built file.
"""
