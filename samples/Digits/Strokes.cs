namespace GradCompile.Samples.Digits;

/// <summary>A point of a pen's path, in a square from (0, 0) at the top left to (1, 1).</summary>
internal readonly record struct Point(float X, float Y);

/// <summary>How each digit is written: one or more strokes, each a chain of points.</summary>
internal static class Strokes
{
    /// <summary>The strokes of digit 0 … 9. Some digits are written in two ways.</summary>
    public static Point[][][][] Of { get; } =
    [
        [[Arc(0.5f, 0.5f, 0.28f, 0.42f, 0, 360)]],
        [[Line(0.5f, 0.1f, 0.5f, 0.9f)], [Line(0.32f, 0.28f, 0.52f, 0.1f), Line(0.52f, 0.1f, 0.52f, 0.9f)]],
        [[Arc(0.5f, 0.32f, 0.26f, 0.22f, 190, 400), Line(0.7f, 0.46f, 0.24f, 0.88f), Line(0.24f, 0.88f, 0.78f, 0.88f)]],
        [[Arc(0.46f, 0.3f, 0.26f, 0.2f, 200, 450), Arc(0.46f, 0.69f, 0.3f, 0.2f, 270, 520)]],
        [
            [Line(0.6f, 0.1f, 0.2f, 0.62f), Line(0.2f, 0.62f, 0.82f, 0.62f), Line(0.62f, 0.36f, 0.62f, 0.92f)],
            [Line(0.28f, 0.12f, 0.24f, 0.52f), Line(0.24f, 0.52f, 0.74f, 0.52f), Line(0.72f, 0.12f, 0.66f, 0.92f)],
        ],
        [[Line(0.74f, 0.12f, 0.3f, 0.12f), Line(0.3f, 0.12f, 0.27f, 0.46f), Arc(0.46f, 0.65f, 0.29f, 0.23f, 235, 500)]],
        [[Line(0.62f, 0.08f, 0.3f, 0.52f), Arc(0.5f, 0.67f, 0.24f, 0.22f, 0, 360)]],
        [
            [Line(0.2f, 0.14f, 0.8f, 0.14f), Line(0.8f, 0.14f, 0.42f, 0.92f)],
            [Line(0.2f, 0.14f, 0.8f, 0.14f), Line(0.8f, 0.14f, 0.42f, 0.92f), Line(0.4f, 0.5f, 0.74f, 0.5f)],
        ],
        [[Arc(0.5f, 0.3f, 0.21f, 0.19f, 0, 360), Arc(0.5f, 0.69f, 0.26f, 0.21f, 0, 360)]],
        [[Arc(0.5f, 0.33f, 0.23f, 0.22f, 0, 360), Line(0.73f, 0.35f, 0.62f, 0.92f)]],
    ];

    private static Point[] Line(float x0, float y0, float x1, float y1) => [new(x0, y0), new(x1, y1)];

    /// <summary>An arc of an ellipse; angles in degrees, clockwise from three o'clock.</summary>
    private static Point[] Arc(float x, float y, float width, float height, float from, float to)
    {
        const int Steps = 16;
        var points = new Point[Steps + 1];
        for (var i = 0; i <= Steps; i++)
        {
            var angle = (from + ((to - from) * i / Steps)) * MathF.PI / 180;
            points[i] = new(x + (width * MathF.Cos(angle)), y + (height * MathF.Sin(angle)));
        }

        return points;
    }
}
