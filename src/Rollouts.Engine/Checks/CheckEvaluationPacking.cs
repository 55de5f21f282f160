using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using Rollouts.Analysis;
using Rollouts.Analysis.Judges;
using Rollouts.Analysis.Ticks;
using Rollouts.Domain.Plans.Checks;

namespace Rollouts.Engine.Checks;

/// <summary>
/// The binary form of evaluations between two answers. It ends with a checksum: evidence that a disk or a person has
/// changed could cause a rollback or hide a breach, so it is not used.
/// </summary>
internal static class CheckEvaluationPacking
{
    private const byte Version = 2;
    private const byte NothingTold = 0xFF;

    /// <summary>The size of all numbers together, with some reserve.</summary>
    private const int Fixed = 128;

    public static byte[] Pack(CheckEvaluation evaluation)
    {
        var page = evaluation.Page;
        var most = Fixed + evaluation.State.RoomToPack + evaluation.Ledger.PackedAtMost + page.Bytes.Length;
        using var room = MemoryPool<byte>.Shared.Rent(most);
        var writer = new PackedWriter(room.Memory.Span);
        writer.Byte(Version);
        writer.Long(evaluation.AskedUntil.Microseconds);
        writer.Int(evaluation.Generation);
        writer.Int(evaluation.Epoch);
        writer.Byte(evaluation.Told is { } told ? (byte)told : NothingTold);
        writer.Filled(evaluation.State.Pack(writer.Place));
        writer.Filled(evaluation.Ledger.Pack(writer.Place));
        writer.Long(page.First);
        writer.Long(page.From.Microseconds);
        writer.Long(page.To.Microseconds);
        writer.Int(page.Count);
        page.Bytes.Span.CopyTo(writer.Place);
        writer.Filled(page.Bytes.Length);
        writer.Int((int)SumOf(writer.Written));
        return writer.Written.ToArray();
    }

    /// <summary>
    /// Returns null if the evidence cannot be continued: there is no answer yet, or the bytes are of another build or
    /// damaged. The evidence then begins anew, which delays the detection of a fault and never causes a false one.
    /// </summary>
    public static CheckEvaluation? Unpack(Check check, JudgeSettings settings, ReadOnlyMemory<byte> packed)
    {
        if (packed.IsEmpty || packed.Span[0] != Version || !IsWhole(packed.Span))
        {
            return null;
        }

        var reader = new PackedReader(packed.Span);
        reader.Byte();
        var askedUntil = new Instant(reader.Long());
        var (generation, epoch, told) = (reader.Int(), reader.Int(), reader.Byte());
        var state = CheckStates.Unpack(settings, reader.Part());
        var ledger = CounterLedger.Unpack(reader.Part());
        var page = new OpenPage(
            reader.Long(),
            new Instant(reader.Long()),
            new Instant(reader.Long()),
            reader.Int(),
            reader.Part().ToArray()
        );
        return state is null || ledger is null
            ? null
            : CheckEvaluation.Resume(
                check,
                settings,
                new CheckEvaluationParts(
                    askedUntil,
                    generation,
                    epoch,
                    told == NothingTold ? null : (CheckOutcome)told,
                    state,
                    ledger,
                    page
                )
            );
    }

    private static bool IsWhole(ReadOnlySpan<byte> packed) =>
        packed.Length > sizeof(uint)
        && BinaryPrimitives.ReadUInt32LittleEndian(packed[^sizeof(uint)..]) == SumOf(packed[..^sizeof(uint)]);

    private static uint SumOf(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var one in bytes)
        {
            sum = BitOperations.Crc32C(sum, one);
        }

        return ~sum;
    }
}
