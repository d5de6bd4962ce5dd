"""What is stored about money: the private pay, the terms, what is paid and asked for."""
