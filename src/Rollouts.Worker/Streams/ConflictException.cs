namespace Rollouts.Worker.Streams;

/// <summary>
/// A stream changed at each attempt between reading and writing, where the caller has no other way to learn of it.
/// </summary>
public sealed class ConflictException(string resource) : Exception($"The {resource} changed concurrently.")
{
    public string Resource => resource;
}
