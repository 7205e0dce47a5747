//! OnRecord
