namespace Rollouts.Demo;

/// <summary>The demo failed. The message is for its user.</summary>
internal sealed class DemoFailedException(string message) : Exception(message);
