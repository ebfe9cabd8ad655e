"""The pages of questions and discussions. All work as plain forms; scripts only swap what changed."""
