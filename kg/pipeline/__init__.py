"""Documents to graphs: the one place that knows the order of the steps, and how they are shared among processes."""
