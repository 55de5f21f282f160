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

    public static byte[] Pack(Inquiry inquiry)
    {
        using var stream = new MemoryStream(capacity: 1024);
        using var writer = new BinaryWriter(stream);
        writer.Write(Version);
        writer.Write(inquiry.AskedUntil.Microseconds);
        writer.Write(inquiry.Generation);
        writer.Write(inquiry.Epoch);
        writer.Write(inquiry.Told is { } told ? (byte)told : NothingTold);

        Span<byte> room = stackalloc byte[CheckState.PackedAtMost];
        Write(writer, room[..inquiry.State.Pack(room)]);

        var ledger = new byte[inquiry.Ledger.PackedAtMost];
        Write(writer, ledger.AsSpan(0, inquiry.Ledger.Pack(ledger)));

        var page = inquiry.Page;
        writer.Write(page.First);
        writer.Write(page.From.Microseconds);
        writer.Write(page.To.Microseconds);
        writer.Write(page.Count);
        Write(writer, page.Bytes.Span);
        writer.Flush();
        writer.Write(SumOf(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
        return stream.ToArray();
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

        using var reader = new BinaryReader(new MemoryStream(packed.ToArray(), writable: false));
        reader.ReadByte();
        var askedUntil = new Instant(reader.ReadInt64());
        var (generation, epoch, told) = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadByte());
        var state = CheckState.Unpack(settings, Read(reader));
        var ledger = CounterLedger.Unpack(Read(reader));
        var page = new OpenPage(
            reader.ReadInt64(),
            new Instant(reader.ReadInt64()),
            new Instant(reader.ReadInt64()),
            reader.ReadInt32(),
            Read(reader)
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

    private static void Write(BinaryWriter writer, ReadOnlySpan<byte> bytes)
    {
        writer.Write(bytes.Length);
        writer.Write(bytes);
    }

    private static byte[] Read(BinaryReader reader) => reader.ReadBytes(reader.ReadInt32());
}
