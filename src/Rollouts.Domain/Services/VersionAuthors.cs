namespace Rollouts.Domain.Services;

/// <summary>The authors of a version that was started before.</summary>
public sealed record VersionAuthors(VersionName Version, ValueList<Author> Authors, bool HasUnknownAuthor);
