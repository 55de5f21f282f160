namespace Rollouts.Domain.Triggers;

/// <summary>
/// Reads a field of an event as text: a text, a number or a truth value. Null if it is missing, empty, a list or a map.
/// </summary>
public delegate string? Fields(FieldPath path);
