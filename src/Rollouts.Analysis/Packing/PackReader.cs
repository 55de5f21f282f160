using System.Buffers.Binary;

namespace Rollouts.Analysis.Packing;

/// <summary>Reads the output of a <see cref="PackWriter"/>, in the same order.</summary>
internal ref struct PackReader(ReadOnlySpan<byte> packed)
{
    private const int LongestWhole = 63;

    private readonly ReadOnlySpan<byte> _packed = packed;

    public int Read { get; private set; }

    public byte Byte() => _packed[Read++];

    public bool Flag() => Byte() != 0;

    public long Whole()
    {
        ulong value = 0;
        for (int shift = 0; shift <= LongestWhole; shift += 7)
        {
            byte part = Byte();
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                break;
            }
        }

        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public Instant Moment() => new(Whole());

    public double Number()
    {
        double value = BinaryPrimitives.ReadDoubleLittleEndian(_packed[Read..]);
        Read += sizeof(double);
        return value;
    }

    public double Narrow()
    {
        float value = BinaryPrimitives.ReadSingleLittleEndian(_packed[Read..]);
        Read += sizeof(float);
        return value;
    }

    public string Plain()
    {
        Span<char> text = stackalloc char[Byte()];
        foreach (ref char letter in text)
        {
            letter = (char)Byte();
        }

        return text.ToString();
    }

    public void Numbers(Span<double> into, bool narrow)
    {
        for (int i = 0; i < into.Length; i++)
        {
            into[i] = narrow ? Narrow() : Number();
        }
    }
}
