//! What lies beside a model: what it is, what it was made from, and how good it is.
