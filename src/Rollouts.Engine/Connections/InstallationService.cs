using Rollouts.Domain.Connections;
using Rollouts.Engine.Rollouts;
using Rollouts.Engine.Streams;
using Rollouts.Storage.Stores;
using Rollouts.Storage.Streams;

namespace Rollouts.Engine.Connections;

/// <summary>Writes and removes connections and environments at runtime.</summary>
public sealed class InstallationService(
    StateReader reader,
    StreamRunner runner,
    IStreamStore streams,
    IStore store,
    InstallationRepository installations
)
{
    /// <summary>Each part is read at every start, and checked every two seconds.</summary>
    private const int Most = 1000;

    private readonly LiveUses _uses = new(reader, streams, store);

    /// <param name="madeFrom">The revision on which the change is based; null for a new part.</param>
    public Task<PartChange> WriteAsync(
        Part part,
        string text,
        int? madeFrom,
        EventMetadata origin,
        CancellationToken cancellation
    )
    {
        if (installations.IsInFile(part))
        {
            return Task.FromResult(InFile(part));
        }

        var content = PartContent.Read(part, text);
        return content.IsReadable
            ? ChangeAsync(part, content, text, madeFrom, origin, cancellation)
            : Task.FromResult<PartChange>(new PartChange.Unreadable(content.Problems));
    }

    /// <param name="madeFrom">The revision to remove.</param>
    public async Task<PartChange> RemoveAsync(
        Part part,
        int madeFrom,
        EventMetadata origin,
        CancellationToken cancellation
    )
    {
        await installations.RefreshAsync(cancellation);

        // A stored part that the file now holds too can still be removed here, because the file's part is the one in
        // force.
        return installations.IsInFile(part) && installations.Find(part) is null
            ? InFile(part)
            : await ChangeAsync(part, content: null, text: null, madeFrom, origin, cancellation);
    }

    private async Task<PartChange> ChangeAsync(
        Part part,
        PartContent? content,
        string? text,
        int? madeFrom,
        EventMetadata origin,
        CancellationToken cancellation
    )
    {
        var isNew = false;
        PartChange? refused = null;
        var result = await runner.TransactAsync(
            part.Stream,
            StateCodecs.InstallationPart,
            async (before, now) =>
            {
                await installations.RefreshAsync(cancellation);
                var written = before.State!;
                isNew = written.Text is null;
                refused = Compare(written, madeFrom, isRemoval: text is null);
                if (refused is not null)
                {
                    return new StreamChange<WrittenPart>.Keep(written);
                }

                var events = text is null ? written.Remove() : written.Write(text);
                if (!events.IsEmpty && await RefusalAsync(part, content, cancellation) is { } inTheWay)
                {
                    refused = inTheWay;
                    return new StreamChange<WrittenPart>.Keep(written);
                }

                var after = events.Aggregate(written, (state, happened) => state.Evolve(happened));
                return StreamAppend.Change(before, after, events, origin with { At = now });
            },
            cancellation
        );
        await installations.RefreshAsync(cancellation);
        return refused
            ?? result switch
            {
                CommandResult<WrittenPart>.Accepted accepted => new PartChange.Kept(
                    accepted.State.Revision,
                    IsNew: isNew && accepted.Changed
                ),
                CommandResult<WrittenPart>.Conflict => new PartChange.Conflict(),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
    }

    /// <summary>Null if the change is based on the newest revision.</summary>
    private static PartChange? Compare(WrittenPart before, int? madeFrom, bool isRemoval)
    {
        var isThere = before.Text is not null;
        return (madeFrom is { } revision ? isThere && revision == before.Revision : !isThere) ? null
            : isRemoval && !isThere ? new PartChange.Unknown()
            : new PartChange.Stale(isThere ? before.Revision : 0);
    }

    private async Task<PartChange?> RefusalAsync(Part part, PartContent? content, CancellationToken cancellation)
    {
        if (installations.Find(part) is not { } stored)
        {
            return installations.Parts.Count() < Most
                ? null
                : new PartChange.Refused(
                    "installation.too-many",
                    $"{Most} connections and environments were written over the API, and no more fit; remove some, "
                        + "or write them in the installation's file"
                );
        }

        if (installations.IsInFile(part) || content?.Policy is not null)
        {
            return null;
        }

        var users = await _uses.OfAsync(stored, content?.Connection, installations.Now, cancellation);
        return users.IsEmpty ? null : InUse(part, users, isRemoval: content is null);
    }

    private static PartChange InUse(Part part, ValueList<RolloutId> users, bool isRemoval)
    {
        var names = string.Join(", ", users) + (users.Count == LiveUses.Most ? " and maybe more" : "");
        var instead = isRemoval
            ? "remove it when they have ended"
            : "until they have ended it keeps its kind, the routes they name and whom it serves";
        return new PartChange.Refused(
            "installation.in-use",
            $"rollouts that are under way rely on {part.Title}: {names}; {instead}"
        );
    }

    private static PartChange InFile(Part part) =>
        new PartChange.Refused(
            "installation.in-file",
            $"{part.Title} stands in the installation's file; change it there, and start again"
        );
}
