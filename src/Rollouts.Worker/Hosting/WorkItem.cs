namespace Rollouts.Worker.Hosting;

/// <summary>A piece of work that a pump has claimed.</summary>
/// <param name="Name">What the log calls it.</param>
public sealed record WorkItem(string Name, Func<CancellationToken, Task> RunAsync);
