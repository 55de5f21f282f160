using System.Buffers.Binary;

namespace Rollouts.Engine.Checks;

/// <summary>Reads the output of <see cref="PackedWriter"/>.</summary>
internal ref struct PackedReader(ReadOnlySpan<byte> packed)
{
    private readonly ReadOnlySpan<byte> _packed = packed;
    private int _at;

    public byte Byte() => _packed[_at++];

    public int Int() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

    public long Long() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    public ReadOnlySpan<byte> Part() => Take(Int());

    private ReadOnlySpan<byte> Take(int length)
    {
        var part = _packed.Slice(_at, length);
        _at += length;
        return part;
    }
}
