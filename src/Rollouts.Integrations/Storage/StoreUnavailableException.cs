namespace Rollouts.Integrations.Storage;

/// <summary>
/// The database cannot be reached, is full or refuses to write. Nothing was written, or, where the connection broke
/// before the database could say so, all of it: whoever asked loads again before it tries again. It is an exception
/// and no answer, because nobody who writes can go on without it.
/// </summary>
public sealed class StoreUnavailableException(string message, Exception inner) : Exception(message, inner);
