namespace Rollouts.Storage.Outbox;

/// <summary>A message to people or to other systems.</summary>
/// <param name="Channel">
/// The destination, as in <c>slack/releases</c>. Messages of a stream keep their order within a channel.
/// </param>
/// <param name="Key">
/// Unique within stream and channel. It is sent along, so that a receiver can detect a repeat.
/// </param>
/// <param name="Body">The content, as JSON.</param>
public sealed record Message(StreamName Stream, string Channel, string Key, string Kind, string Body);
