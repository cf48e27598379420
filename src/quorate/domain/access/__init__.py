"""Who may: roles, permissions, audiences and restrictions."""
