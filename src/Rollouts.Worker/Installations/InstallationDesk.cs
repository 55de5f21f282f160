using Rollouts.Domain.Installations;
using Rollouts.Domain.Rollouts;
using Rollouts.Integrations.Storage;
using Rollouts.Worker.Streams;

namespace Rollouts.Worker.Installations;

/// <summary>Where administrators write and remove connections and environments while everything runs.</summary>
internal sealed class InstallationDesk(Engine engine, IStore store, InstallationShelf shelf)
{
    /// <summary>Each is read at every start, and looked at every two seconds.</summary>
    private const int Most = 1000;

    private readonly LiveUses _uses = new(engine, store);

    /// <param name="madeFrom">The revision that it was made from; null for one that is to be new.</param>
    public Task<PartChange> WriteAsync(
        Part part,
        string text,
        int? madeFrom,
        Origin origin,
        CancellationToken cancellation
    )
    {
        if (shelf.IsInFile(part))
        {
            return Task.FromResult(InFile(part));
        }

        var content = PartContent.Read(part, text);
        return content.IsReadable
            ? ChangeAsync(part, content, text, madeFrom, origin, cancellation)
            : Task.FromResult<PartChange>(new PartChange.Unreadable(content.Problems));
    }

    /// <param name="madeFrom">The revision that is to be removed.</param>
    public async Task<PartChange> RemoveAsync(Part part, int madeFrom, Origin origin, CancellationToken cancellation)
    {
        await shelf.RefreshAsync(cancellation);

        // One that the file has come to hold too may still be tidied away here: what is in force is the file's.
        return shelf.IsInFile(part) && shelf.Find(part) is null
            ? InFile(part)
            : await ChangeAsync(part, content: null, text: null, madeFrom, origin, cancellation);
    }

    private async Task<PartChange> ChangeAsync(
        Part part,
        PartContent? content,
        string? text,
        int? madeFrom,
        Origin origin,
        CancellationToken cancellation
    )
    {
        var isNew = false;
        PartChange? refused = null;
        var result = await engine.Runner.TransactAsync(
            part.Stream,
            StateCodecs.InstallationPart,
            async (before, now) =>
            {
                await shelf.RefreshAsync(cancellation);
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
        await shelf.RefreshAsync(cancellation);
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

    /// <summary>Null where the change was made from the newest revision.</summary>
    private static PartChange? Compare(WrittenPart before, int? madeFrom, bool isRemoval)
    {
        var isThere = before.Text is not null;
        return (madeFrom is { } revision ? isThere && revision == before.Revision : !isThere) ? null
            : isRemoval && !isThere ? new PartChange.Unknown()
            : new PartChange.Stale(isThere ? before.Revision : 0);
    }

    private async Task<PartChange?> RefusalAsync(Part part, PartContent? content, CancellationToken cancellation)
    {
        if (shelf.Find(part) is not { } stored)
        {
            return shelf.Parts.Count() < Most
                ? null
                : new PartChange.Refused(
                    "installation.too-many",
                    $"{Most} connections and environments were written over the API, and no more fit; remove some, "
                        + "or write them in the installation's file"
                );
        }

        if (shelf.IsInFile(part) || content?.Policy is not null)
        {
            return null;
        }

        var users = await _uses.OfAsync(stored, content?.Connection, shelf.Now, cancellation);
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
