namespace Rollouts.Domain.Rollouts.Recording;

/// <summary>
/// A stored event that this build does not know: it was written by a newer one, and must be read by one.
/// </summary>
public sealed class UnknownEventException(string name)
    : Exception($"Event '{name}' is not known to this version; it was written by a newer one.")
{
    public string Name { get; } = name;
}
