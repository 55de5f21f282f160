namespace Rollouts.Storage.Marks;

/// <summary>
/// The last known position of the database, stored outside of it. A database that is behind its mark has gone back in
/// time: a backup was restored, or a failover lost the last writes.
/// </summary>
/// <param name="Points">Oldest first. Each counter occurs once, with the last time at which it was read.</param>
public sealed record StoreMark(string Incarnation, ValueList<MarkPoint> Points)
{
    /// <summary>Three times the usual tolerance, at a point every ten seconds.</summary>
    private const int Kept = 12;

    /// <summary>When the mark was last written.</summary>
    public Instant At => Points[^1].At;

    /// <summary>The mark after another read of the store.</summary>
    public static StoreMark After(StoreMark? before, StoreHead head)
    {
        var point = new MarkPoint(head.Counter, head.Now);
        var older =
            before?.Incarnation == head.Incarnation ? before.Points.Where(one => one.Counter < head.Counter) : [];
        return new StoreMark(head.Incarnation, [.. older.TakeLast(Kept - 1), point]);
    }

    /// <summary>
    /// Compares a store with its mark. A counter below the mark is a loss. The age of the loss decides its kind.
    /// </summary>
    /// <param name="tolerance">The loss that a failover may cause.</param>
    public static StoreLoss Compare(StoreMark? mark, StoreHead head, TimeSpan tolerance)
    {
        // An empty database has no rollouts to protect.
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

        // The lost writes came after the last time at which the store's counter was no higher than now.
        return
            mark.Points.LastOrDefault(point => point.Counter <= head.Counter) is { } kept
            && mark.At - kept.At is var age
            // A clock that jumped back between the two reads proves nothing.
            && age >= TimeSpan.Zero
            && age <= tolerance
            ? StoreLoss.Seconds
            : StoreLoss.More;
    }
}
