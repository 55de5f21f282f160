namespace Rollouts.Integrations.Storage;

/// <summary>
/// The store cannot be used as it is set up, and waiting will not help: the message says what is wrong and what to do.
/// </summary>
public sealed class StoreRefusedException(string message, Exception? inner = null) : Exception(message, inner);
