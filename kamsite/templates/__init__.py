"""What `kamsite init` and `kamsite new` write: made from the schemas, so that it never disagrees with them."""
