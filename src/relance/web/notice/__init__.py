"""One notice: the thing itself, read before it leaves."""
