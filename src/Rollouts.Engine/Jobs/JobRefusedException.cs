namespace Rollouts.Engine.Jobs;

/// <summary>A job cannot succeed, however often it is run. The message is for its caller.</summary>
public sealed class JobRefusedException(string message) : Exception(message);
