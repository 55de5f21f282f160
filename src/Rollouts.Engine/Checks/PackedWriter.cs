using System.Buffers.Binary;

namespace Rollouts.Engine.Checks;

/// <summary>Writes numbers, and parts that are preceded by their length, one after the other.</summary>
internal ref struct PackedWriter(Span<byte> room)
{
    private readonly Span<byte> _room = room;
    private int _at;

    public readonly ReadOnlySpan<byte> Written => _room[.._at];

    /// <summary>The space for a part whose length is written afterwards.</summary>
    public readonly Span<byte> Place => _room[(_at + sizeof(int))..];

    public void Byte(byte value) => _room[_at++] = value;

    public void Int(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_room[_at..], value);
        _at += sizeof(int);
    }

    public void Long(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_room[_at..], value);
        _at += sizeof(long);
    }

    /// <summary>Completes the part that was written into that space.</summary>
    public void Filled(int length)
    {
        Int(length);
        _at += length;
    }
}
