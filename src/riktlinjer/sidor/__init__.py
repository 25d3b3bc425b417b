"""What each command shows a person: answers become pages, one module per kind of answer."""
