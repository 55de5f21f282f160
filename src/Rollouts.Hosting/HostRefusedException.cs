namespace Rollouts.Hosting;

/// <summary>The worker cannot start with these settings. The message says what to change.</summary>
public sealed class HostRefusedException(string message) : Exception(message);
