namespace Rollouts.Api.Rollouts;

/// <summary>A job that a request waits for.</summary>
/// <param name="Id">Its name, by which it can be asked for again.</param>
/// <param name="Status">waiting, running or done.</param>
/// <param name="Message">What it waits for, in words.</param>
/// <param name="Result">The address of its result.</param>
internal sealed record JobView(string Id, string Status, string Message, string Result);
