namespace Rollouts.Worker.Hosting;

/// <summary>The worker cannot be started as it is set up; the message says what to change.</summary>
internal sealed class HostRefusedException(string message) : Exception(message);
