namespace Rollouts.Engine.Loops;

/// <summary>An item of work that a loop has claimed.</summary>
/// <param name="Name">The name of the item in the log.</param>
public sealed record WorkItem(string Name, Func<CancellationToken, Task> RunAsync);
