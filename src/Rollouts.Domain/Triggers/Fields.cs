namespace Rollouts.Domain.Triggers;

/// <summary>
/// Looks a field of an event up: its text, its number or its truth in words. Null where it is missing, empty, a list
/// or a map.
/// </summary>
public delegate string? Fields(FieldPath path);
