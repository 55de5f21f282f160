using System.Buffers.Binary;

namespace Rollouts.Analysis.Packing;

/// <summary>Writes numbers one after another into a span that the caller owns: the stored form of judging.</summary>
internal ref struct PackWriter(Span<byte> room)
{
    private readonly Span<byte> _room = room;

    public int Written { get; private set; }

    public void Byte(byte value) => _room[Written++] = value;

    public void Flag(bool value) => Byte(value ? (byte)1 : (byte)0);

    /// <summary>Seven bits a byte, small numbers of either sign in one.</summary>
    public void Whole(long value)
    {
        ulong rest = ((ulong)value << 1) ^ (ulong)(value >> 63);
        while (rest >= 0x80)
        {
            Byte((byte)(rest | 0x80));
            rest >>= 7;
        }

        Byte((byte)rest);
    }

    public void Moment(Instant moment) => Whole(moment.Microseconds);

    public void Number(double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(_room[Written..], value);
        Written += sizeof(double);
    }

    /// <summary>
    /// Writes a number that the state has rounded to this width after every tick, so nothing is lost.
    /// </summary>
    public void Narrow(double value)
    {
        BinaryPrimitives.WriteSingleLittleEndian(_room[Written..], (float)value);
        Written += sizeof(float);
    }

    /// <summary>Writes a text of fewer than 128 ASCII characters.</summary>
    public void Plain(string text)
    {
        Byte((byte)text.Length);
        foreach (char letter in text)
        {
            Byte((byte)letter);
        }
    }

    public void Numbers(ReadOnlySpan<double> values, bool narrow)
    {
        foreach (double value in values)
        {
            if (narrow)
            {
                Narrow(value);
            }
            else
            {
                Number(value);
            }
        }
    }
}
