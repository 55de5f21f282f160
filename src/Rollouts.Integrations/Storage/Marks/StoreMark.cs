namespace Rollouts.Integrations.Storage.Marks;

/// <summary>
/// What is remembered outside the database of how far it had come. A database that is behind its mark has gone back in
/// time: a backup was restored, or a failover lost what was written last.
/// </summary>
/// <param name="Points">Oldest first. A counter is there once, with the last time at which it was read.</param>
public sealed record StoreMark(string Incarnation, ValueList<MarkPoint> Points)
{
    /// <summary>Three times the usual tolerance, at a point every ten seconds.</summary>
    private const int Kept = 12;

    /// <summary>When the mark was written last.</summary>
    public Instant At => Points[^1].At;

    /// <summary>The mark after the store was read once more.</summary>
    public static StoreMark After(StoreMark? before, StoreHead head)
    {
        var point = new MarkPoint(head.Counter, head.Now);
        var older =
            before?.Incarnation == head.Incarnation ? before.Points.Where(one => one.Counter < head.Counter) : [];
        return new StoreMark(head.Incarnation, [.. older.TakeLast(Kept - 1), point]);
    }

    /// <summary>Compares a store with its mark. A counter below the mark is a loss; its age decides the rest.</summary>
    /// <param name="tolerance">What a failover may lose.</param>
    public static StoreLoss Compare(StoreMark? mark, StoreHead head, TimeSpan tolerance)
    {
        // Nothing is wanted by a database that holds nothing.
        if (head.Counter == 0)
        {
            return StoreLoss.None;
        }

        if (mark is null || mark.Incarnation != head.Incarnation)
        {
            return StoreLoss.Unknown;
        }

        if (head.Counter >= mark.Points[^1].Counter)
        {
            return StoreLoss.None;
        }

        // What is lost was written after the last time at which the store had come no further than it has now.
        return
            mark.Points.LastOrDefault(point => point.Counter <= head.Counter) is { } kept
            && mark.At - kept.At is var age
            // A clock that jumped back between the two says nothing.
            && age >= TimeSpan.Zero
            && age <= tolerance
            ? StoreLoss.Seconds
            : StoreLoss.More;
    }
}
