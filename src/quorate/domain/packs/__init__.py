"""What a board pack and a chair's brief contain."""
