namespace Rollouts.Integrations.Storage;

/// <summary>
/// The database cannot be reached, is full or refuses to write. Nothing was written; whoever asked tries again later.
/// It is an exception and no answer, because nobody who writes can go on without it.
/// </summary>
public sealed class StoreUnavailableException(string message, Exception inner) : Exception(message, inner);
