namespace Rollouts.Storage;

/// <summary>
/// The store cannot be used with these settings, and waiting does not help. The message names the problem and the
/// remedy.
/// </summary>
public sealed class StoreRefusedException(string message, Exception? inner = null) : Exception(message, inner);
