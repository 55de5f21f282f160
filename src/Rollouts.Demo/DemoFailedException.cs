namespace Rollouts.Demo;

/// <summary>It does not go as it should; the message says it to whoever called.</summary>
internal sealed class DemoFailedException(string message) : Exception(message);
