"use strict";
/* Where the map opens: around the places that people of the record passed through, without the few far ones. */

const Home = {
  FALLBACK: [[33.5, 120], [46, 134.5]], // the Korean peninsula and the border, when there is nothing to fit
  LEFT_OUT: 0.02, // share of the weight left out at each side

  /* Bounds as Leaflet has them. A place counts once for itself and once for each person. */
  bounds(data) {
    const places = [];
    for (let i = 0; i < data.placeCount; i += 1) {
      if (!Number.isFinite(data.placeX[i])) continue;
      places.push({ lon: data.places.lon[i], lat: data.places.lat[i], weight: 1 + Math.max(0, data.places.persons[i] || 0) });
    }
    if (!places.length) return Home.FALLBACK;
    const [west, east] = Home.middle(places, "lon");
    const [south, north] = Home.middle(places, "lat");
    return Home.box(west, south, east, north);
  },

  /* Around given places; the longitudes that are nearer across the antimeridian are taken there. Null for none. */
  around(data, places) {
    const located = places.filter((place) => Number.isFinite(data.placeX[place]));
    if (!located.length) return null;
    const first = data.places.lon[located[0]];
    const lons = located.map((place) => data.places.lon[place]).map((lon) => lon - 360 * Math.round((lon - first) / 360));
    const lats = located.map((place) => data.places.lat[place]);
    return Home.box(Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats));
  },

  middle(places, axis) {
    const sorted = [...places].sort((a, b) => a[axis] - b[axis]);
    const total = sorted.reduce((sum, place) => sum + place.weight, 0);
    const at = (share) => {
      let sum = 0;
      return (sorted.find((place) => (sum += place.weight) >= share * total) || sorted[sorted.length - 1])[axis];
    };
    return [at(Home.LEFT_OUT), at(1 - Home.LEFT_OUT)];
  },

  box(west, south, east, north) {
    const margin = 0.02; // degrees: a single place is not a box without size
    return L.latLngBounds([south - margin, west - margin], [north + margin, east + margin]);
  },
};
