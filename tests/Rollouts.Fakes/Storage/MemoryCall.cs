namespace Rollouts.Fakes.Storage;

/// <summary>A call of the store at its beginning or its end.</summary>
/// <param name="Door">The part of the store, as in <c>Streams</c>.</param>
/// <param name="Method">As in <c>CommitAsync</c>.</param>
public readonly record struct MemoryCall(string Door, string Method, bool IsOver);
