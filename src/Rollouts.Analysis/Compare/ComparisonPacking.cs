using Rollouts.Analysis.Packing;

namespace Rollouts.Analysis.Compare;

/// <summary>The stored form of a comparison.</summary>
internal static class ComparisonPacking
{
    private const byte HasEffect = 1;
    private const byte HasShift = 2;
    private const byte IsCritical = 4;

    public static void Pack(ref PackWriter writer, Comparison found)
    {
        writer.Byte((byte)found.Classification);
        writer.Byte(
            (byte)(
                (found.EffectSize.HasValue ? HasEffect : 0)
                | (found.Shift.HasValue ? HasShift : 0)
                | (found.IsCritical ? IsCritical : 0)
            )
        );
        writer.Number(found.Deviation);
        writer.Number(found.EffectSize ?? 0);
        writer.Number(found.Shift?.Low ?? 0);
        writer.Number(found.Shift?.High ?? 0);
        writer.Number(found.EstimatedShift ?? 0);
    }

    public static Comparison Unpack(ref PackReader reader)
    {
        var classification = (Classification)reader.Byte();
        byte flags = reader.Byte();
        double deviation = reader.Number();
        double effect = reader.Number();
        var shift = new Interval(reader.Number(), reader.Number());
        double estimate = reader.Number();
        return new Comparison(classification)
        {
            IsCritical = (flags & IsCritical) != 0,
            Deviation = deviation,
            EffectSize = (flags & HasEffect) != 0 ? effect : null,
            Shift = (flags & HasShift) != 0 ? shift : null,
            EstimatedShift = (flags & HasShift) != 0 ? estimate : null,
        };
    }
}
