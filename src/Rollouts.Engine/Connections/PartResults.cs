using Rollouts.Engine.Requests;

namespace Rollouts.Engine.Connections;

/// <summary>Makes results of changes to a part of the installation.</summary>
public static class PartResults
{
    /// <summary>The part does not exist.</summary>
    public static Refusal Unknown(Part part) =>
        part switch
        {
            Part.OfConnection => new Refusal(
                "connection.unknown",
                $"there is no such connection: '{part.Name}'",
                RefusalKind.NotFound
            ),
            Part.OfEnvironment => new Refusal(
                "environment.unknown",
                $"there is no such environment: '{part.Name}'",
                RefusalKind.NotFound
            ),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    internal static UseCaseResult<int> Of(Part part, PartChange change) =>
        change switch
        {
            PartChange.Kept kept => new UseCaseResult<int>.Done(kept.Revision, kept.IsNew),
            PartChange.Unreadable unreadable => new UseCaseResult<int>.Refused(NotAccepted(part, unreadable))
            {
                Problems = unreadable.Problems,
            },
            PartChange.Stale stale => new UseCaseResult<int>.Refused(MovedOn(part, stale.Newest)),
            PartChange.Unknown => new UseCaseResult<int>.Refused(Unknown(part)),
            PartChange.Refused { Why: var why } => new UseCaseResult<int>.Refused(why),
            PartChange.Conflict => new UseCaseResult<int>.Refused(
                UseCaseResults.Conflict("installation"),
                MayPass: true
            ),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static Refusal MovedOn(Part part, int newest) =>
        new(
            "installation.moved-on",
            newest == 0
                ? $"{part.Title} is not written here; send 'If-None-Match: *' to write it"
                : $"the newest revision of {part.Title} is {newest}; look at it before you change it",
            RefusalKind.Stale
        );

    private static Refusal NotAccepted(Part part, PartChange.Unreadable unreadable) =>
        new(
            "installation.refused",
            $"{part.Title} is not accepted; {unreadable.Problems.Count} "
                + $"{(unreadable.Problems.Count == 1 ? "thing is" : "things are")} wrong",
            RefusalKind.Invalid
        );
}
