using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using Rollouts.Domain.Analysis;
using Rollouts.Domain.Analysis.Ticks;
using Rollouts.Domain.Plans.Checks;

namespace Rollouts.Worker.Asking;

/// <summary>
/// Inquiries as bytes, between two answers. They end with a sum over themselves: what a disk or a hand has changed is
/// not judged by, since evidence that was tampered with could take a release back, or let it through.
/// </summary>
internal static class InquiryPacking
{
    private const byte Version = 2;
    private const byte NothingTold = 0xFF;

    /// <summary>All the numbers together, and some room.</summary>
    private const int Fixed = 128;

    public static byte[] Pack(Inquiry inquiry)
    {
        var page = inquiry.Page;
        var most = Fixed + CheckState.PackedAtMost + inquiry.Ledger.PackedAtMost + page.Bytes.Length;
        using var room = MemoryPool<byte>.Shared.Rent(most);
        var writer = new PackedWriter(room.Memory.Span);
        writer.Byte(Version);
        writer.Long(inquiry.AskedUntil.Microseconds);
        writer.Int(inquiry.Generation);
        writer.Int(inquiry.Epoch);
        writer.Byte(inquiry.Told is { } told ? (byte)told : NothingTold);
        writer.Filled(inquiry.State.Pack(writer.Place));
        writer.Filled(inquiry.Ledger.Pack(writer.Place));
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
    /// Null where there is nothing to go on with: no answer yet, bytes of another build, or bytes that are not what was
    /// packed. Then the evidence begins anew, which takes longer to find a fault and never finds one that is not there.
    /// </summary>
    public static Inquiry? Unpack(Check check, JudgeSettings settings, ReadOnlyMemory<byte> packed)
    {
        if (packed.IsEmpty || packed.Span[0] != Version || !IsWhole(packed.Span))
        {
            return null;
        }

        var reader = new PackedReader(packed.Span);
        reader.Byte();
        var askedUntil = new Instant(reader.Long());
        var (generation, epoch, told) = (reader.Int(), reader.Int(), reader.Byte());
        var state = CheckState.Unpack(settings, reader.Part());
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
            : Inquiry.Resume(
                check,
                settings,
                new InquiryParts(
                    askedUntil,
                    generation,
                    epoch,
                    told == NothingTold ? null : (Standing)told,
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
