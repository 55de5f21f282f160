namespace Rollouts.Storage;

/// <summary>
/// The database cannot be reached, is full or refuses to write. Nothing was written, or all of it if the connection
/// broke before the database could confirm: load again before the next attempt. It is an exception and not a result,
/// because no writer can continue without the database.
/// </summary>
public sealed class StoreUnavailableException(string message, Exception inner) : Exception(message, inner);
