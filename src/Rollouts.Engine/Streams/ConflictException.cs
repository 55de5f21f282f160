namespace Rollouts.Engine.Streams;

/// <summary>
/// A stream changed at each attempt between reading and writing, in an operation whose result cannot report it.
/// </summary>
public sealed class ConflictException(string resource) : Exception($"The {resource} changed concurrently.")
{
    public string Resource => resource;
}
