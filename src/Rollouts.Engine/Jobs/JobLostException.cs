namespace Rollouts.Engine.Jobs;

/// <summary>The attempt is not current: the job was cancelled, or another process runs it.</summary>
internal sealed class JobLostException() : Exception("The attempt is not current.");
