using Rollouts.Integrations.Storage.Streams;

namespace Rollouts.Integrations.Storage.Telling;

/// <summary>Something that people, or their systems, are to be told.</summary>
/// <param name="Channel">
/// Where it goes, as in <c>slack/releases</c>; messages of a stream keep their order in each.
/// </param>
/// <param name="Key">Unique within stream and channel, and sent along: whoever gets it twice can tell.</param>
/// <param name="Body">What is sent, as JSON.</param>
public sealed record Message(StreamName Stream, string Channel, string Key, string Kind, string Body);
