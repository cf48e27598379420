"""What is read of challenges and of the shared register of risks."""
